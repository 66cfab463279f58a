@echo off
rem Starts Caseroom with the Python that the wheels beside it are made for; sets it up first where it is not.
setlocal
pushd "%~dp0"
chcp 65001 >nul
if not exist "caseroom\wheels\bundle.toml" goto notwhole
if not exist "caseroom\kit" goto notwhole
set "FITS=import sys, sysconfig; sys.exit((sys.version_info[:2], sysconfig.get_platform()) != ((3, @MINOR@), 'win-amd64'))"
call :try py -@PYTHON@ && goto found
call :try python@PYTHON@ && goto found
call :try python && goto found
call :try "%LOCALAPPDATA%\Programs\Python\Python3@MINOR@\python.exe" && goto found
call :try "%ProgramFiles%\Python3@MINOR@\python.exe" && goto found
type "caseroom\wheels\no-python.txt"
pause
exit /b 1

:try
set PYTHON=%*
%PYTHON% -c "%FITS%" >nul 2>nul
exit /b %errorlevel%

:found
set ARGUMENTS=%*
if "%~1"=="" set ARGUMENTS=serve
%PYTHON% "caseroom\kit" %ARGUMENTS%
set CODE=%errorlevel%
if not "%CODE%"=="0" pause
exit /b %CODE%

:notwhole
echo This folder was not copied whole. Copy all of it again, then start again.
echo 这个文件夹没有完整复制。请重新复制整个文件夹，然后再启动。
pause
exit /b 1
