#!/bin/sh
# Starts Caseroom with the Python that the wheels beside it are made for; sets it up first where it is not.
cd "$(dirname "$0")" || exit 1

stay() { # a window that was opened by a double click would take its sentence with it
    if [ -t 0 ]; then
        printf 'Press Enter to close. / 按回车键关闭。'
        read -r _
    fi
    exit "$1"
}

if [ ! -f caseroom/wheels/bundle.toml ] || [ ! -f caseroom/kit ]; then
    echo "This folder was not copied whole. Copy all of it again, then start again."
    echo "这个文件夹没有完整复制。请重新复制整个文件夹，然后再启动。"
    stay 1
fi

for python in python@PYTHON@ \
    /Library/Frameworks/Python.framework/Versions/@PYTHON@/bin/python@PYTHON@ \
    /opt/homebrew/bin/python@PYTHON@ /usr/local/bin/python@PYTHON@ /usr/bin/python@PYTHON@; do
    if "$python" -c "import sys; sys.exit(sys.version_info[:2] != (3, @MINOR@))" >/dev/null 2>&1; then
        [ "$#" -gt 0 ] || set -- serve
        "$python" caseroom/kit "$@" || stay "$?"
        exit 0
    fi
done

cat caseroom/wheels/no-python.txt
stay 1
